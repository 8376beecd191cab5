#!/bin/sh
# Installs what metricctl is measured beside: from Debian, and the Python client from PyPI into
# .build. No service is started, or enabled for the next boot; the benchmark runs its own.
set -eu
cd "$(dirname "$0")/.."

VENV=.build/bench/venv
CLIENT=prometheus-client==0.26.0
POLICY=/usr/sbin/policy-rc.d

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "install-peers: this is not Debian: install gdbmtool, sqlite3, redis, rrdtool," \
    "prometheus-pushgateway, curl and flock by hand" >&2
  exit 1
fi

set --
for package in gdbmtool sqlite3 redis-server redis-tools rrdtool prometheus-pushgateway curl \
  util-linux python3 python3-venv; do
  is_installed "$package" || set -- "$@" "$package"
done

if [ $# -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    echo "install-peers: neither root nor sudo; as root, run: apt-get install $*" >&2
    exit 1
  fi
  if [ ! -e "$POLICY" ]; then # invoke-rc.d asks it whether a new service may start
    trap 'as_root rm -f "$POLICY"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$POLICY" >/dev/null
    as_root chmod 755 "$POLICY"
  fi
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
  for package in "$@"; do
    case $package in
      redis-server | prometheus-pushgateway)
        if [ -d /run/systemd/system ]; then as_root systemctl disable --quiet "$package"; fi
        ;;
    esac
  done
fi

if ! "$VENV/bin/python" -c 'import prometheus_client' 2>/dev/null; then
  python3 -m venv --clear "$VENV"
  "$VENV/bin/pip" install --quiet --disable-pip-version-check "$CLIENT"
fi
