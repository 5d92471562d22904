#!/bin/sh
# bare-machine.sh TREE [USER] - try the README's two commands on a bare machine.
#
# TREE is a system made by debootstrap (debootstrap --variant=minbase bookworm TREE);
# needs root.  The repository is cloned into the tree and both commands run there
# in a chroot: as root, or, with USER, as that ordinary user with sudo.
set -eu
tree=$1
user=${2:-}
here=$(cd "$(dirname "$0")/.." && pwd)

mount_one() { mountpoint -q "$tree/$1" || mount --bind "/$1" "$tree/$1"; }
cleanup() {
	for m in dev/pts dev proc sys; do
		if mountpoint -q "$tree/$m"; then umount "$tree/$m"; fi
	done
}
trap cleanup EXIT
for m in proc sys dev dev/pts; do mount_one "$m"; done
cp /etc/resolv.conf "$tree/etc/resolv.conf" 2>/dev/null || true

home=/root
if [ -n "$user" ]; then
	chroot "$tree" sh -c "id $user >/dev/null 2>&1 || { apt-get -qq update && apt-get -qq -y install sudo >/dev/null && useradd -m $user && echo '$user ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/$user; }"
	home=/home/$user
fi
rm -rf "$tree$home/dragoman"
git clone -q "$here" "$tree$home/dragoman"
if [ -n "$user" ]; then chroot "$tree" chown -R "$user:" "$home/dragoman"; fi

run() {
	echo "== $*${user:+ (as $user)}"
	if [ -n "$user" ]; then
		chroot "$tree" su - "$user" -c "cd $home/dragoman && $*"
	else
		chroot "$tree" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd $home/dragoman && $*"
	fi
}
run ./start.sh
run ./start.sh check
# A second time: nothing is installed or built again.
run ./start.sh 2>&1 | tee "$tree/tmp/again" >/dev/null
if grep -q 'start.sh: installing' "$tree/tmp/again"; then echo "installed twice"; exit 1; fi
echo "bare machine: both commands work"
