export interface Options {
  attempts?: number;
  pause?: number;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Fetches, and tries again when it fails, each time after a longer pause. */
export async function fetchWithRetry(url: string, options: Options = {}): Promise<any> {
  const attempts = options.attempts || 3;
  let pause = options.pause || 200;

  for (let i = 0; i <= attempts; i++) {
    try {
      const response = await fetch(url);
      if (response.ok) {
        return response.json();
      }
    } catch (e) {
      console.log("failed", e);
    }
    await sleep(pause);
    pause = pause * 2;
  }
  throw new Error("gave up");
}
