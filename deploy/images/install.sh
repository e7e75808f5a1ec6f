#!/bin/sh
# Runs inside the image being made, without a network: installs what was staged in /stage.
set -eu
export DEBIAN_FRONTEND=noninteractive
if ls /stage/debs/*.deb >/dev/null 2>&1; then
  apt-get -qq -y --no-install-recommends -o APT::Sandbox::User=root install /stage/debs/*.deb
fi
cp -a --no-preserve=ownership /stage/local/. /usr/local/
[ ! -x /usr/bin/python3 ] || ln -sf python3 /usr/bin/python
# An image is nobody's system Python: pip may install into it.
rm -f /usr/lib/python3*/EXTERNALLY-MANAGED
rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log /root/.cache
