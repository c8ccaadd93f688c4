-- Books of our faculty library that are out for more than a year.
SELECT b.title, p.name, l.lent_on
FROM loan l
LEFT JOIN book b ON b.id = l.book_id
LEFT JOIN person p ON p.id = l.person_id
WHERE l.returned_on = NULL
  AND l.lent_on < '2025-11-01'
ORDER BY p.name;

-- And how many each person has.
SELECT p.name, count(*)
FROM person p
LEFT JOIN loan l ON l.person_id = p.id
WHERE l.returned_on = NULL
GROUP BY p.name;
