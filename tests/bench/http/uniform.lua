-- Every request asks about another party, each as likely as any other; with REPEATED=1 all ask the same few questions.
local n = tonumber(os.getenv("PARTIES") or "100000")
local token, repeated, fixed = os.getenv("TOKEN"), os.getenv("REPEATED"), os.getenv("TARGET")
local threads = 0

function setup(thread)
	threads = threads + 1
	thread:set("seed", threads)
end

function init(args)
	local fields = {}
	if token then
		fields["Authorization"] = "Bearer " .. token
	end
	math.randomseed(seed * 7919)
	-- made beforehand, so that the load does not cost more than what is measured
	requests = {}
	for i = 1, repeated and 100 or 20000 do
		local party = repeated and i * 37 % n or math.random(0, n - 1)
		local target = fixed or string.format("/v1/mechanism?to=p%06d&on=2024-06-01", party)
		requests[i] = wrk.format("GET", target, fields)
	end
	at = 0
end

function request()
	at = at % #requests + 1
	return requests[at]
end

function done(summary, latency)
	io.write(string.format("RESULT requests=%d micros=%d bytes=%d errors=%d p50=%d p99=%d\n", summary.requests,
		summary.duration, summary.bytes, summary.errors.status + summary.errors.read + summary.errors.timeout,
		latency:percentile(50), latency:percentile(99)))
end
