-- For LIKE, so that what people type stands for itself. It comes after folding, which makes plain signs of wide ones (％ is %).
CREATE FUNCTION search.for_like(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN replace(replace(replace(value, '\', '\\'), '%', '\%'), '_', '\_');
