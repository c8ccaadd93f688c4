-- Everybody who still owes us something, the largest debt first.
-- Takes 9 seconds with 200 000 invoices.
SELECT c.name,
       c.email,
       i.id,
       i.total,
       (SELECT sum(p.amount) FROM payment p WHERE p.invoice_id = i.id) AS paid,
       i.total - (SELECT sum(p.amount) FROM payment p WHERE p.invoice_id = i.id) AS rest
FROM customer c, invoice i
WHERE c.id = i.customer_id
  AND i.total - (SELECT sum(p.amount) FROM payment p WHERE p.invoice_id = i.id) > 0
  AND to_char(i.due, 'YYYY-MM-DD') < to_char(now(), 'YYYY-MM-DD')
ORDER BY rest DESC;
