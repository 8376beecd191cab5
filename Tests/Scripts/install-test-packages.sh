#!/bin/sh
# Installs what the conformance tests need: Debian packages whose programs read what metricctl
# writes, and a Python environment with the strict OpenMetrics parser of prometheus-client.
# Run it again at any time: it does only what is missing.
set -eu

# Each is wanted for its programs; a daemon that comes with one is never left running.
debian_packages="prometheus python3-venv"
prometheus_client="0.26.0"

root=$(cd "$(dirname "$0")/../.." && pwd)
python="$root/.build/python"

say() { printf '%s\n' "install-test-packages: $*" >&2; }

missing_packages() {
  for package in $debian_packages; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || printf '%s ' "$package"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    say "not root, and there is no sudo: install these by hand: $missing"
    exit 1
  fi
}

# Services that a package enables; their names are those of its unit and init files.
services_of() {
  dpkg-query -L "$1" 2>/dev/null |
    sed -n -e 's|.*/systemd/system/\([^/@]*\)\.service$|\1|p' -e 's|^/etc/init\.d/||p' | sort -u
}

# RUNLEVEL=1 makes invoke-rc.d start nothing. Where systemd starts units all the same, those that
# did not run before are stopped and kept from the next boot.
install_packages() {
  before=$(systemctl list-units --type=service --state=running --no-legend 2>/dev/null || true)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -y -qq --no-install-recommends $missing
  for package in $missing; do
    for service in $(services_of "$package"); do
      case "$before" in *"$service.service"*) continue ;; esac
      if [ -d /run/systemd/system ]; then
        as_root systemctl disable --now "$service" >/dev/null 2>&1 || say "no unit $service to stop"
      elif [ -x "/etc/init.d/$service" ]; then
        as_root "/etc/init.d/$service" stop >/dev/null 2>&1 || say "$service was not running"
      fi
    done
  done
}

missing=$(missing_packages)
if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    say "no apt-get here: install these with your own package manager: $missing"
    exit 1
  fi
  install_packages
fi

has_client() {
  "$python/bin/python3" - "$prometheus_client" 2>/dev/null <<'PYTHON'
import importlib.metadata, sys
sys.exit(importlib.metadata.version("prometheus-client") != sys.argv[1])
PYTHON
}

if ! has_client; then
  rm -rf "$python"
  mkdir -p "$root/.build"
  python3 -m venv "$python"
  "$python/bin/python3" -m pip install --quiet --disable-pip-version-check \
    "prometheus-client==$prometheus_client"
fi
say "ready"
