// Names the files of FOLDER/pkg by their content, so that browsers may keep them for ever, writes
// hash.txt for Leptos to FOLDER.hash.txt, and puts a .br and a .gz beside everything that gets smaller.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const site = process.argv[2];
const hashes = {};

// The script names the wasm, so it comes after it.
for (const kind of ["wasm", "css", "js"]) {
  const file = `${site}/pkg/tutorforge.${kind}`;
  if (kind === "js") {
    const script = readFileSync(file, "utf8").replaceAll("tutorforge_bg.wasm", `tutorforge.${hashes.wasm}.wasm`);
    writeFileSync(file, script);
  }
  hashes[kind] = createHash("sha256").update(readFileSync(file)).digest("base64url").slice(0, 22);
  renameSync(file, `${site}/pkg/tutorforge.${hashes[kind]}.${kind}`);
}
writeFileSync(`${site}.hash.txt`, Object.entries(hashes).map(([kind, hash]) => `${kind}: ${hash}\n`).join(""));

for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || /\.(br|gz|woff2|png|jpe?g|webp|avif|ico)$/.test(entry.name)) continue;
  const file = `${entry.parentPath ?? entry.path}/${entry.name}`;
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
