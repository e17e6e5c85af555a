#!/bin/sh
# The lock file says what to install and from nobody in particular: no download address, and no "latest" or "next", which
# means another version tomorrow and which npm 9 (Debian's) cannot read. After `npm install`, write the range of the
# version that was found in its place.
cd "$(dirname "$0")/../.." || exit 1
! grep -nE '"resolved"|"(latest|next)"' package-lock.json
