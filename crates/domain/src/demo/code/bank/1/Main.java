public class Main {
    public static void main(String[] args) {
        Account a = new Account("Lena");
        Account b = new Account("Lena");

        a.deposit(0.1);
        a.deposit(0.2);
        b.deposit(100);

        System.out.println(a.owner + " has " + a.balance); // null has 0.30000000000000004
        System.out.println(a.sameOwner(b));
        System.out.println(b.withdraw(100)); // should be true
    }
}
