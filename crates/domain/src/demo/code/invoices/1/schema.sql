CREATE TABLE customer (
    id    serial PRIMARY KEY,
    name  text,
    email text
);

CREATE TABLE invoice (
    id          serial PRIMARY KEY,
    customer_id integer REFERENCES customer (id),
    issued      date,
    due         date,
    total       numeric(10, 2)
);

CREATE TABLE payment (
    id         serial PRIMARY KEY,
    invoice_id integer REFERENCES invoice (id),
    paid_on    date,
    amount     numeric(10, 2)
);
