//! Where the people of the demo come from, and what they are called there.

/// A part of the world with its clocks, its languages and its names.
pub(super) struct Region {
    pub zones: &'static [&'static str],
    /// ISO 639 codes; the first is everybody's.
    pub languages: &'static [&'static str],
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
}

pub(super) const REGIONS: &[Region] = &[
    Region {
        zones: &["Africa/Addis_Ababa"],
        languages: &["am", "en", "om", "ti"],
        first: &[
            "Samuel",
            "Hanna",
            "Bethlehem",
            "Dawit",
            "Meron",
            "Yonas",
            "Selamawit",
            "Abel",
            "Tigist",
            "Kaleb",
            "Rahel",
            "Biniam",
            "Mahlet",
            "Eyob",
            "Saron",
            "Natnael",
            "Hiwot",
            "Fikir",
            "Tsion",
            "Robel",
            "Lidya",
            "Henok",
        ],
        last: &[
            "Tesfaye",
            "Bekele",
            "Gebremedhin",
            "Alemu",
            "Haile",
            "Tadesse",
            "Worku",
            "Girma",
            "Mengistu",
            "Assefa",
            "Desta",
            "Kebede",
            "Abebe",
            "Teklu",
            "Demissie",
            "Negash",
        ],
    },
    Region {
        zones: &["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"],
        languages: &["de", "en", "fr"],
        first: &[
            "Jonas", "Lena", "Matthias", "Greta", "Felix", "Johanna", "Tobias", "Marlene", "Anton", "Käthe", "Jörg",
            "Theresa", "Moritz", "Annika",
        ],
        last: &[
            "Hoffmann",
            "Krüger",
            "Lindner",
            "Schäfer",
            "Brandt",
            "Vogel",
            "Weidner",
            "Pfeiffer",
            "Maurer",
            "Steiner",
            "Böhm",
            "Reinhardt",
        ],
    },
    Region {
        zones: &["Europe/Paris", "Europe/Brussels"],
        languages: &["fr", "en", "es"],
        first: &["Camille", "Étienne", "Léa", "Baptiste", "Inès", "Rémi", "Margaux", "Hugo", "Clémence", "Mathieu"],
        last: &["Moreau", "Lefèvre", "Girard", "Chevalier", "Roussel", "Fontaine", "Marchand", "Delmas", "Perrin"],
    },
    Region {
        zones: &["Europe/Madrid"],
        languages: &["es", "en", "fr"],
        first: &["Lucía", "Álvaro", "Marta", "Iker", "Nerea", "Pablo", "Carmen", "Diego"],
        last: &["Navarro", "Ortega", "Ibáñez", "Serrano", "Molina", "Vidal", "Crespo"],
    },
    Region {
        zones: &["Europe/Rome"],
        languages: &["it", "en"],
        first: &["Giulia", "Matteo", "Chiara", "Lorenzo", "Francesca", "Davide", "Elisa"],
        last: &["Bianchi", "Ferraro", "Moretti", "Galli", "Conti", "Marino"],
    },
    Region {
        zones: &["Europe/Warsaw", "Europe/Prague"],
        languages: &["pl", "en", "cs"],
        first: &["Zofia", "Łukasz", "Agnieszka", "Tomasz", "Karolina", "Ondřej", "Magda", "Jakub", "Tereza"],
        last: &["Kowalska", "Wiśniewski", "Zielińska", "Nowak", "Mazur", "Dvořák", "Pospíšil", "Lewandowska"],
    },
    Region {
        zones: &["Europe/London", "Europe/Dublin"],
        languages: &["en", "fr"],
        first: &["Eleanor", "Rhys", "Imogen", "Callum", "Aoife", "Ciarán", "Beatrice", "Owen", "Niamh", "Harriet"],
        last: &["Whitcombe", "Davies", "Ashworth", "Murray", "Gallagher", "Byrne", "Pemberton", "Llewellyn", "Reid"],
    },
    Region {
        zones: &["Europe/Stockholm", "Europe/Copenhagen", "Europe/Oslo", "Europe/Helsinki"],
        languages: &["en", "sv", "da"],
        first: &["Astrid", "Søren", "Linnea", "Mikkel", "Freja", "Eetu", "Ingrid", "Gustav", "Aino"],
        last: &["Lindqvist", "Jørgensen", "Håkansson", "Virtanen", "Nygård", "Berglund", "Solheim"],
    },
    Region {
        zones: &["Asia/Kolkata"],
        languages: &["en", "hi", "bn"],
        first: &[
            "Ananya",
            "Arjun",
            "Priya",
            "Vikram",
            "Kavya",
            "Rohan",
            "Meera",
            "Siddharth",
            "Ishita",
            "Aditya",
            "Lakshmi",
            "Nikhil",
            "Shreya",
            "Farhan",
            "Divya",
        ],
        last: &[
            "Iyer",
            "Sharma",
            "Banerjee",
            "Nair",
            "Deshpande",
            "Rao",
            "Chatterjee",
            "Menon",
            "Kulkarni",
            "Gupta",
            "Reddy",
            "Qureshi",
        ],
    },
    Region {
        zones: &["Africa/Nairobi", "Africa/Kampala"],
        languages: &["en", "sw"],
        first: &["Wanjiru", "Brian", "Achieng", "Kevin", "Njeri", "Otieno", "Mercy", "Kiprono", "Faith", "Juma"],
        last: &["Mwangi", "Odhiambo", "Kamau", "Chebet", "Wekesa", "Njoroge", "Okello", "Mutua"],
    },
    Region {
        zones: &["Africa/Lagos", "Africa/Accra"],
        languages: &["en", "fr"],
        first: &["Chidinma", "Emeka", "Adaeze", "Tunde", "Folake", "Kwame", "Abena", "Ifeanyi", "Zainab", "Kofi"],
        last: &["Okafor", "Adeyemi", "Mensah", "Balogun", "Nwosu", "Boateng", "Eze", "Abubakar", "Asante"],
    },
    Region {
        zones: &["Africa/Cairo", "Africa/Casablanca", "Asia/Beirut"],
        languages: &["ar", "en", "fr"],
        first: &["Layla", "Omar", "Nour", "Karim", "Yasmine", "Tarek", "Salma", "Youssef", "Rania", "Amine"],
        last: &["Haddad", "El-Sayed", "Benali", "Khoury", "Mansour", "Farouk", "Idrissi", "Saleh"],
    },
    Region {
        zones: &["America/Sao_Paulo"],
        languages: &["pt", "en", "es"],
        first: &["Beatriz", "Rafael", "Larissa", "Thiago", "Camila", "João", "Letícia", "Caio", "Marina"],
        last: &["Oliveira", "Carvalho", "Azevedo", "Teixeira", "Barbosa", "Araújo", "Cardoso", "Moura"],
    },
    Region {
        zones: &["America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires", "America/Santiago"],
        languages: &["es", "en"],
        first: &[
            "Valentina",
            "Mateo",
            "Ximena",
            "Santiago",
            "Renata",
            "Joaquín",
            "Catalina",
            "Emilio",
            "Paula",
            "Andrés",
        ],
        last: &["Hernández", "Quintero", "Salazar", "Peralta", "Fuentes", "Rojas", "Cárdenas", "Villalobos", "Acosta"],
    },
    Region {
        zones: &["America/New_York", "America/Chicago", "America/Los_Angeles", "America/Toronto"],
        languages: &["en", "es"],
        first: &["Naomi", "Marcus", "Grace", "Elijah", "Maya", "Caleb", "Jasmine", "Theo", "Audrey", "Malik"],
        last: &["Whitfield", "Carter", "Nguyen", "Brooks", "Sullivan", "Washington", "Park", "Delgado", "Hayes"],
    },
    Region {
        zones: &["Asia/Tokyo"],
        languages: &["ja", "en"],
        first: &["Haruka", "Kenji", "Yui", "Takumi", "Aoi", "Ren", "Misaki", "Daichi"],
        last: &["Tanaka", "Morimoto", "Fujita", "Shimizu", "Okada", "Hayashi", "Nakano"],
    },
    Region {
        zones: &["Asia/Seoul"],
        languages: &["ko", "en"],
        first: &["Jiwoo", "Minjun", "Seoyeon", "Hyunwoo", "Eunji", "Dohyun"],
        last: &["Kim", "Lee", "Choi", "Jung", "Kang", "Yoon"],
    },
    Region {
        zones: &["Asia/Shanghai", "Asia/Singapore", "Asia/Taipei"],
        languages: &["zh", "en"],
        first: &["Wei", "Mei Ling", "Jun", "Xinyi", "Haoran", "Yating", "Zhiyuan", "Shu Fen"],
        last: &["Chen", "Lin", "Zhang", "Wong", "Huang", "Tan", "Liu", "Goh"],
    },
    Region {
        zones: &["Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Manila"],
        languages: &["en", "vi", "id"],
        first: &["Linh", "Minh", "Putri", "Bayu", "Angelica", "Jomar", "Thao", "Dewi", "Rizky"],
        last: &["Pham", "Tran", "Santoso", "Wijaya", "Reyes", "Bautista", "Vo", "Lestari"],
    },
    Region {
        zones: &["Asia/Tbilisi", "Europe/Istanbul", "Asia/Yerevan"],
        languages: &["en", "tr", "ru"],
        first: &["Nino", "Giorgi", "Elif", "Emre", "Tamar", "Ani", "Deniz", "Zeynep", "Levan"],
        last: &["Beridze", "Yılmaz", "Kaya", "Kapanadze", "Petrosyan", "Demir", "Lomidze", "Aydın"],
    },
    Region {
        zones: &["Australia/Sydney", "Pacific/Auckland"],
        languages: &["en"],
        first: &["Charlotte", "Lachlan", "Aroha", "Tane", "Matilda", "Finn", "Mereana"],
        last: &["Thompson", "Ngata", "McAllister", "Parata", "O'Brien", "Walker"],
    },
];

/// A name in the letters that a handle may have: `Łukasz Wiśniewski` is `lukasz-wisniewski`.
pub(super) fn handle(name: &str) -> String {
    let mut handle = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' => handle.push(letter),
            ' ' | '-' if !handle.ends_with('-') => handle.push('-'),
            'á' | 'ã' | 'å' | 'à' | 'â' => handle.push('a'),
            'ä' => handle.push_str("ae"),
            'ç' => handle.push('c'),
            'é' | 'è' | 'ê' | 'ë' | 'ě' => handle.push('e'),
            'í' | 'ï' | 'ı' => handle.push('i'),
            'ł' => handle.push('l'),
            'ń' | 'ñ' => handle.push('n'),
            'ó' | 'ô' => handle.push('o'),
            'ö' | 'ø' => handle.push_str("oe"),
            'ř' => handle.push('r'),
            'ś' | 'š' => handle.push('s'),
            'ú' => handle.push('u'),
            'ü' => handle.push_str("ue"),
            _ => {}
        }
    }
    handle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_makes_a_handle() {
        for region in REGIONS {
            for name in region.first.iter().chain(region.last) {
                let letters = name.chars().filter(|c| c.is_alphabetic()).count();
                let handle = handle(name);
                assert!(handle.is_ascii() && handle.len() >= letters, "{name} became {handle}");
            }
            assert!(region.zones.iter().all(|zone| crate::accounts::parse_zone(zone).is_some()));
        }
        assert_eq!(handle("Łukasz O'Brien"), "lukasz-obrien");
    }
}
