import autocannon from 'autocannon';

export interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface LoadPlan {
  url: string;
  seconds: number;
  /** The status that every answer must have. */
  status: number;
  /** What each connection sends, one after the other. */
  requests: LoadRequest[][];
  /** Ends with the last request instead of beginning again. */
  once: boolean;
  /** Each connection's refresh token, exchanged again and again: its one request is sent with the token of the last answer. */
  refreshTokens?: string[];
}

export interface LoadResult {
  answers: number;
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Share of one processor that the generator itself used. */
  generatorCpu: number;
  /** What went wrong, in words; empty when every answer had the right status. */
  failures: string[];
}

/** The load generator, a process of its own: runs the plans that its parent sends. */
process.on('message', async (plan: LoadPlan) => {
  process.send!(await run(plan));
});

function run(plan: LoadPlan): Promise<LoadResult> {
  const waiting = [...plan.requests];
  const tokens = plan.refreshTokens && [...plan.refreshTokens];
  const latencies: number[] = [];
  const failures = new Map<string, number>();
  const fail = (what: string) => failures.set(what, (failures.get(what) ?? 0) + 1);
  let started = 0;
  let lastAnswer = 0;
  let cpu = process.cpuUsage();

  return new Promise((resolve, reject) => {
    const options: autocannon.Options = {
      url: plan.url,
      connections: plan.requests.length,
      duration: plan.seconds,
      sampleInt: 100,
      setupClient: (client) => {
        const requests = waiting.pop()!;
        const refreshToken = tokens?.pop();
        client.setRequests(
          (refreshToken ? [followingTokens(requests[0]!, refreshToken)] : requests) as unknown as autocannon.Request[],
        );
      },
      ...(plan.once && { maxConnectionRequests: plan.requests[0]!.length }),
    };
    const instance = autocannon(options, (error) => {
      if (error) return reject(error);
      const seconds = (lastAnswer - started) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      latencies.sort((a, b) => a - b);
      resolve({
        answers: latencies.length,
        requestsPerSecond: latencies.length / seconds,
        p50: latencies[Math.floor(latencies.length * 0.5)] ?? Number.NaN,
        p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
        generatorCpu: (user + system) / 1e6 / seconds,
        failures: [...failures].map(([what, count]) => `${count} × ${what}`),
      });
    });
    instance.on('start', () => {
      started = performance.now();
      cpu = process.cpuUsage();
    });
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      lastAnswer = performance.now();
      latencies.push(milliseconds);
      if (status !== plan.status) fail(`status ${status}`);
    });
    instance.on('reqError', (error: Error) => fail(error.message));
  });
}

/** Its `body` has a place for the token at its end. */
function followingTokens(request: LoadRequest, first: string) {
  let token = first;
  return {
    ...request,
    setupRequest: (next: LoadRequest) => ({ ...next, body: request.body + token }),
    onResponse: (_status: number, body: string) => {
      token = (JSON.parse(body) as { refresh_token?: string }).refresh_token ?? token;
    },
  };
}
