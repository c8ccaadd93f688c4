import { expect, test, vi } from "vitest";
import { fetchWithRetry } from "./retry";

test("the second attempt may succeed", async () => {
  const answer = new Response(JSON.stringify({ ok: 1 }));
  const fake = vi.fn().mockRejectedValueOnce(new Error("down")).mockResolvedValueOnce(answer);
  vi.stubGlobal("fetch", fake);

  expect(await fetchWithRetry("/x", { pause: 1 })).toEqual({ ok: 1 });
  expect(fake).toHaveBeenCalledTimes(2);
});
