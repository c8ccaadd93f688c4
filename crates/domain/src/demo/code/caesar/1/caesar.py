ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def encrypt(text, key):
    result = ""
    for letter in text:
        position = ALPHABET.find(letter)
        result = result + ALPHABET[position + key]
    return result


def decrypt(text, key):
    result = ""
    for letter in text:
        position = ALPHABET.find(letter)
        result = result + ALPHABET[position - key]
    return result


def crack(text):
    for key in range(0, 25):
        print(key, decrypt(text, key))


secret = encrypt("meet me at the zoo", 3)
print(secret)
crack(secret)
