import re
import sys

STOP = ["the", "a", "and", "i", "you", "to", "of", "in", "it", "me", "my"]


def words(path):
    f = open(path)
    text = f.read().lower()
    return re.findall(r"\w+", text)


def count(all_words):
    result = {}
    for word in all_words:
        word = word.lower()
        if word in STOP:
            continue
        if word not in result.keys():
            result[word] = all_words.count(word)
    return result


def top(counts, n=10):
    pairs = []
    for word in counts:
        pairs.append((counts[word], word))
    pairs.sort()
    pairs.reverse()
    return pairs[0:n]


if __name__ == "__main__":
    for number, word in top(count(words(sys.argv[1]))):
        print(f"{number:>4} {word}")
