public class Account {
    public String owner;
    public double balance;

    public Account(String owner) {
        owner = owner;
        balance = 0;
    }

    public void deposit(double amount) {
        balance = balance + amount;
    }

    public boolean withdraw(double amount) {
        if (balance > amount) {
            balance = balance - amount;
            return true;
        } else {
            return false;
        }
    }

    public boolean sameOwner(Account other) {
        return this.owner == other.owner;
    }
}
