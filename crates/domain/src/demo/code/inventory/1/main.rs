use std::collections::HashMap;

#[derive(Debug)]
struct Item {
    name: String,
    quantity: u32,
}

struct Inventory {
    items: HashMap<u32, Item>,
    log: Vec<String>,
}

impl Inventory {
    fn new() -> Inventory {
        Inventory { items: HashMap::new(), log: Vec::new() }
    }

    fn add(&mut self, id: u32, name: String, quantity: u32) {
        self.items.insert(id, Item { name, quantity });
    }

    fn write_log(&mut self, text: &str) {
        self.log.push(text.to_string());
    }

    fn sell(&mut self, id: u32, count: u32) {
        let item = self.items.get_mut(&id).unwrap();
        // error[E0502]: cannot borrow `*self` as mutable more than once
        self.write_log(&format!("selling {} of {}", count, item.name));
        item.quantity = item.quantity - count;
    }
}

fn main() {
    let mut shop = Inventory::new();
    shop.add(1, "coffee".to_string(), 20);
    shop.add(2, "tea".to_string(), 15);
    shop.sell(1, 3);
    for line in &shop.log {
        println!("{}", line);
    }
}
