#!/usr/bin/env bash
# Starts the result of build-without-engine.sh as an engine would: as the image's user, without capabilities, on a read-only root
# with a tmpfs at /tmp. It passes the image's variables, and the caller's QUARKUS_*, TIDINGS_*, KAFKA_* and JDK_JAVA_OPTIONS. The
# script's process becomes the JVM, so signals reach it. Run it as root.
set -euo pipefail
image=$(cd "$(dirname "$0")/../target/image" && pwd)
if [ ! -d "$image/root" ]; then
  echo "run-without-engine: $image/root: not there (expected: built by build-without-engine.sh)" >&2
  exit 1
fi
if [ "${1:-}" != inside ]; then
  exec unshare --mount --propagation private "$0" inside
fi

root=$image/root
mount --bind "$root" "$root"
mount --rbind /proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs -o mode=1777,size=64m,nosuid,nodev tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"

mapfile -t variables <"$image/environment"
for name in $(compgen -e | grep -E '^(QUARKUS|TIDINGS|KAFKA)_|^JDK_JAVA_OPTIONS$'); do
  variables+=("$name=${!name}")
done
mapfile -t command <"$image/entrypoint"
user=$(cat "$image/user")
exec setpriv --no-new-privs chroot --userspec="$user" --groups="${user#*:}" "$root" \
  env --ignore-environment --chdir="$(cat "$image/directory")" "${variables[@]}" "${command[@]}"
