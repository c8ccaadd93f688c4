-- What somebody charges in is a token like what they teach: `$EUR`. Prices are compared within one currency alone.
UPDATE search.tutor SET tokens = array_append(tokens, '$' || currency) WHERE NOT tokens @> ARRAY['$' || currency];
