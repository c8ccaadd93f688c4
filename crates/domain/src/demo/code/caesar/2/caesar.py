ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def encrypt(text, key):
    """Shifts each letter; everything else stays as it is."""
    result = ""
    for letter in text.lower():
        if letter in ALPHABET:
            position = ALPHABET.index(letter)
            result += ALPHABET[(position + key) % len(ALPHABET)]
        else:
            result += letter
    return result


def decrypt(text, key):
    return encrypt(text, -key)


def crack(text):
    for key in range(len(ALPHABET)):
        print(key, decrypt(text, key))


if __name__ == "__main__":
    secret = encrypt("Meet me at the zoo", 3)
    print(secret)
    crack(secret)
