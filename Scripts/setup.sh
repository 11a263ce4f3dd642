# Sourced by the other scripts: finds the package folder and installs what is missing.
# shellcheck shell=bash
set -euo pipefail

package_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# Installs Debian packages; with sudo where we are not root.
apt_install() {
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "Missing: $*. Ask an administrator to run: apt-get install $*"
      exit 1
    fi
    sudo=(sudo)
  fi
  say "Installing: $*"
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    "$@" >/dev/null
}

# need COMMAND-THAT-SUCCEEDS-WHEN-PRESENT PACKAGE...: notes packages whose test fails.
missing=()
need() {
  local test=$1
  shift
  if ! bash -c "$test" >/dev/null 2>&1; then missing+=("$@"); fi
}

install_missing() {
  [ "${#missing[@]}" -eq 0 ] && return
  if command -v apt-get >/dev/null; then
    apt_install "${missing[@]}"
  else
    say "Missing: ${missing[*]} (Debian names)."
    say "On macOS: brew install geos proj libzip sqlite openssl pkg-config."
    say "On Fedora: dnf install geos-devel proj-devel zlib-devel libzip-devel sqlite-devel openssl-devel."
    exit 1
  fi
  missing=()
}

setup_build() {
  if ! command -v swift >/dev/null; then
    say "Swift 6.2 or later is needed and was not found on PATH: see https://www.swift.org/install"
    exit 1
  fi
  need 'command -v pkg-config' pkg-config
  need 'command -v c++ || command -v g++' g++
  need 'pkg-config --atleast-version=3.11 geos || test -f /usr/include/geos_c.h' libgeos-dev
  need 'pkg-config --atleast-version=9.1 proj || test -f /usr/include/proj.h' libproj-dev
  need 'pkg-config --exists zlib' zlib1g-dev
  need 'pkg-config --exists libzip' libzip-dev
  need 'pkg-config --exists libcrypto' libssl-dev
  need 'pkg-config --exists sqlite3 || test -f /usr/include/sqlite3.h' libsqlite3-dev
  need 'test -n "$(find /usr/share/proj /usr/local/share/proj /opt/homebrew/share/proj -name proj.db 2>/dev/null)"' proj-data
  install_missing
  if ! pkg-config --atleast-version=3.11 geos || ! pkg-config --atleast-version=9.1 proj; then
    say "GEOS 3.11 and PROJ 9.1 are the least versions; found GEOS $(pkg-config --modversion geos)," \
      "PROJ $(pkg-config --modversion proj)."
    exit 1
  fi
}

# The independent validators that the tests compare with.
setup_tests() {
  need 'command -v ogrinfo' gdal-bin
  need 'test -f /usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py' python3-gdal
  need 'for p in "${BALISE_PYTHON:-python3}" /usr/bin/python3; do "$p" -c "import jsonschema, yaml" && exit 0; done; exit 1' \
    python3 python3-jsonschema python3-yaml
  install_missing
}

# What Tests/Browser needs beside the program.
setup_browser() {
  need 'command -v chromium' chromium
  need 'test -n "$(find /usr/share/fonts -name "*.ttf")"' fonts-dejavu-core
  need 'python3 -c "import ensurepip, venv"' python3-venv
  install_missing
}

build_release() {
  say "Building (the first time takes a few minutes) ..."
  swift build --package-path "$package_folder" -c release --static-swift-stdlib --product balise >&2
  balise="$(swift build --package-path "$package_folder" -c release --static-swift-stdlib \
    --show-bin-path)/balise"
}
