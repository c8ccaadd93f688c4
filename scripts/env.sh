# shellcheck shell=bash
# Sourced, by every script and by you (`. scripts/env.sh`): the tools, the compiler and the build
# folder that the whole project agrees on. Sets variables and does nothing else.

TUTORFORGE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TUTORFORGE_CACHE=${TUTORFORGE_CACHE:-$HOME/.cache/tutorforge}
export TUTORFORGE_ROOT TUTORFORGE_CACHE

# wasm-bindgen's command line must be of exactly the version that the wasm was compiled with.
WASM_BINDGEN_VERSION=$(grep -A1 '^name = "wasm-bindgen"$' "$TUTORFORGE_ROOT/Cargo.lock" | sed -n 's/^version = "\(.*\)"/\1/p')
export WASM_BINDGEN_VERSION
export CARGO_DENY_VERSION=0.20.2

_path=$TUTORFORGE_ROOT/node_modules/.bin
_path+=:$TUTORFORGE_CACHE/tools/wasm-bindgen-$WASM_BINDGEN_VERSION/bin
_path+=:$TUTORFORGE_CACHE/tools/cargo-deny-$CARGO_DENY_VERSION/bin
_path+=:$TUTORFORGE_CACHE/tools/lint/bin
# Sourcing twice must not let the path grow.
case :$PATH: in *":$_path:"*) ;; *) export PATH="$_path:$PATH" ;; esac
unset _path

# scripts/setup notes here that it took Debian's compiler, because the installed one has no wasm.
if [ "$(cat "$TUTORFORGE_CACHE/toolchain" 2>/dev/null)" = distro ]; then
  export RUSTUP_TOOLCHAIN=distro
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22
  # Without rustup, the compiler is chosen by the path alone.
  command -v rustup >/dev/null || export PATH="/usr/bin:$PATH"
fi

export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$TUTORFORGE_ROOT/target}
# Queries are checked against .sqlx, so that a build needs no database. See scripts/prepare-sql.
export SQLX_OFFLINE=${SQLX_OFFLINE:-true}
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
