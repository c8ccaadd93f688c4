-- Takes one try of a key. Answers 0, or in how many microseconds the next one is free.
-- ARGV: how long one try takes to come back, and all but one of them, in microseconds.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local each, others = tonumber(ARGV[1]), tonumber(ARGV[2])
local whole = tonumber(redis.call('GET', KEYS[1]) or now)
if now < whole - others then
  return whole - others - now
end
whole = math.max(whole, now) + each
redis.call('SET', KEYS[1], string.format('%.0f', whole), 'PX', math.ceil((whole - now) / 1000))
return 0
