-- Every request asks about another party, each as likely as any other.
local n = tonumber(os.getenv("PARTIES") or "100000")
local threads = 0

function setup(thread)
	threads = threads + 1
	thread:set("seed", threads)
end

function init(args)
	math.randomseed(seed * 7919)
	-- made beforehand, so that the load does not cost more than what is measured
	requests = {}
	for i = 1, 20000 do
		local target = string.format("/v1/mechanism?to=p%06d&on=2024-06-01", math.random(0, n - 1))
		requests[i] = wrk.format("GET", target)
	end
	at = 0
end

function request()
	at = at % 20000 + 1
	return requests[at]
end


function done(summary, latency)
	io.write(string.format("RESULT requests=%d micros=%d bytes=%d errors=%d p50=%d p99=%d\n", summary.requests,
		summary.duration, summary.bytes, summary.errors.status + summary.errors.read + summary.errors.timeout,
		latency:percentile(50), latency:percentile(99)))
end
