import csv


def load(path):
    index = {}
    with open(path) as f:
        for row in csv.reader(f):
            index[row[0]] = row[1]
    return index


def adjust(amount, year_from, year_to, index):
    # what would the amount of year_from be worth in year_to?
    return amount * index[year_to] / index[year_from]


cpi = load("cpi.csv")
start = input("From which year? ")
end = input("To which year? ")
money = float(input("How much? "))
print("That is", adjust(money, start, end, cpi), "in", end)
# TODO: what if the year is not in the table?
# TODO: birr, euro?
