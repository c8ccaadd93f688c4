-- People whose names are alike to what was typed, the most alike first. Where these do not fill a page, a name that begins in the same way may be
-- less alike: a slip in a short name leaves few trigrams whole. The index finds no others than the threshold allows, which is why it is
-- set here; it is what it was when the function has ended.
CREATE FUNCTION search.named_alike(typed text, page integer, most integer) RETURNS TABLE (tutor_id uuid, score real)
LANGUAGE plpgsql SET pg_trgm.word_similarity_threshold = 0.6 AS $$
DECLARE
    asked text := search.folded(typed);
    beginning text := left(asked, 3);
    found_alike integer;
BEGIN
    RETURN QUERY SELECT c.tutor_id, word_similarity(asked, c.folded) FROM search.card c WHERE c.folded %> asked
                 ORDER BY 2 DESC, 1 LIMIT most;
    GET DIAGNOSTICS found_alike = ROW_COUNT;
    IF found_alike < page AND beginning ~ '^[[:alnum:]]{3}$' THEN
        PERFORM set_config('pg_trgm.word_similarity_threshold', '0.4', true);
        RETURN QUERY SELECT c.tutor_id, word_similarity(asked, c.folded) FROM search.card c
                     WHERE c.folded %> asked AND c.folded LIKE '%' || beginning || '%' AND word_similarity(asked, c.folded) < 0.6
                     ORDER BY 2 DESC, 1 LIMIT most;
    END IF;
END $$;
