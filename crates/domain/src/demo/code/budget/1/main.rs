mod budget;

use std::{env, fs};

use budget::{parse, sum_by_category};

fn main() {
    let path = env::args().nth(1).unwrap();
    let text = fs::read_to_string(path).unwrap();
    let entries = parse(&text);
    let sums = sum_by_category(&entries);

    let mut total = 0.0;
    for (category, sum) in &sums {
        println!("{:<12} {:>10.2}", category, sum);
        total += sum;
    }
    println!("{:<12} {:>10.2}", "together", total);
}
