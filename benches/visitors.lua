-- Every request comes from another visitor, so that the limits per address stay out of the measurement.
request = function()
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  wrk.headers["Cookie"] = os.getenv("COOKIE")
  return wrk.format("GET")
end
