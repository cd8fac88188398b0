#!/usr/bin/env bash
# Builds docker/Dockerfile without a container engine and without pulling images: with Debian's buildah, isolated by chroot only,
# on a base made by debootstrap and a JDK 25 of this machine. Run it as root, on Debian:
#
#   apt-get install buildah debootstrap
#   docker/build-without-engine.sh [JDK 25 home]
#
# Writes to target/image: tidings.tar (docker load), root/ (its file system), and the files for docker/run-without-engine.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "build-without-engine: $*" >&2
  exit 1
}

find_jdk() {
  local home
  for home in "$@" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/jlink" ] && grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then
      echo "$home"
      return
    fi
  done
  fail "JDK: none of version 25 in '${1:-}', JAVA_HOME and /usr/lib/jvm (expected: one)"
}

[ "$(id -u)" -eq 0 ] || fail "user: $(id -u) (expected: 0, for chroot)"
for tool in buildah debootstrap; do
  command -v "$tool" >/dev/null || fail "$tool: not found (expected: Debian's package $tool)"
done
jdk=$(find_jdk "$@")
out=target/image
mkdir -p "$out"
out=$(cd "$out" && pwd)
# A store in target/, so that deleting target/ removes everything.
store=(buildah --root "$out/store" --runroot "$out/run")
export BUILDAH_ISOLATION=chroot
trap '"${store[@]}" rm --all >/dev/null 2>&1 || true' EXIT

# Like debian:12-slim: the smallest Debian, without documentation. Packages come from the mirror of this machine.
make_base() {
  local suite mirror
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $suite" | head -n 1)
  [ -n "$mirror" ] || fail "apt: no source of $suite (expected: one)"
  rm -rf "$out/base"
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$out/base" "$mirror" >"$out/debootstrap.log" ||
    fail "debootstrap: failed, see $out/debootstrap.log"
  (cd "$out/base" && rm -rf var/cache/apt/archives/*.deb var/cache/apt/*.bin var/lib/apt/lists/* var/log/*.log \
    usr/share/doc/* usr/share/man/* usr/share/info/* usr/share/locale/* dev/*)
}

# image_of NAME FROM SOURCE TARGET [CONFIG...]
image_of() {
  local name=$1 from=$2 source=$3 target=$4 container
  shift 4
  container=$("${store[@]}" from --pull-never "$from")
  "${store[@]}" copy --quiet "$container" "$source" "$target" >/dev/null
  "${store[@]}" config "$@" --cmd '' "$container"
  "${store[@]}" commit --quiet --rm "$container" "$name" >/dev/null
}

if ! "${store[@]}" inspect --type image localhost/base >/dev/null 2>&1; then
  [ -d "$out/base/usr" ] || make_base
  image_of localhost/base scratch "$out/base" / --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  # Follows links, because a distribution's JDK may link to its configuration in /etc.
  rm -rf "$out/jdk" && cp -rL "$jdk" "$out/jdk"
  image_of localhost/jdk localhost/base "$out/jdk" /opt/jdk --env JAVA_HOME=/opt/jdk \
    --env PATH=/opt/jdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  rm -rf "$out/base" "$out/jdk"
fi

version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml | head -n 1)
mkdir -p "$HOME/.m2"
"${store[@]}" build --pull-never --layers --ulimit "nofile=$(ulimit -Hn):$(ulimit -Hn)" --format docker --file docker/Dockerfile --tag localhost/tidings \
  --build-arg BUILD_IMAGE=localhost/jdk --build-arg RUNTIME_IMAGE=localhost/base \
  --build-arg VERSION="$version" --build-arg REVISION="$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
  --volume "$HOME/.m2:/maven/.m2" . >"$out/build.log" 2>&1 || {
  tail -n 60 "$out/build.log" >&2
  fail "build: failed, see $out/build.log"
}

# The settings that an engine would read from the image.
inspect() {
  "${store[@]}" inspect --type image --format "$1" localhost/tidings
}
inspect '{{range .Docker.Config.Entrypoint}}{{println .}}{{end}}' | sed '/^$/d' >"$out/entrypoint"
inspect '{{range .Docker.Config.Env}}{{println .}}{{end}}' | sed '/^$/d' >"$out/environment"
inspect '{{.Docker.Config.User}}' >"$out/user"
inspect '{{.Docker.Config.WorkingDir}}' >"$out/directory"
inspect '{{range $name, $value := .Docker.Config.Labels}}{{println (printf "%s=%s" $name $value)}}{{end}}' |
  sed '/^$/d' >"$out/labels"
container=$("${store[@]}" from --pull-never localhost/tidings)
rm -rf "$out/root"
cp -a "$("${store[@]}" mount "$container")" "$out/root"
"${store[@]}" rm "$container" >/dev/null
rm -f "$out/tidings.tar"
"${store[@]}" push --quiet localhost/tidings "docker-archive:$out/tidings.tar:tidings:$version" >/dev/null
for part in root root/opt/java root/app/lib root/app/tidings.aot; do
  echo "$(du -sm "$out/$part" | cut -f 1) MB $part"
done
