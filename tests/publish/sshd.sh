# Sourced: start_sshd [SUBSYSTEM] starts OpenSSH's server on $ssh_port with keys of its own; $work/ssh_config lets `ssh test` in.
USER_NAME=$(id -un)
ssh_keys() {
  [ -f "$work/host_key" ] && return
  ssh-keygen -q -t ed25519 -N '' -C host -f "$work/host_key"
  # RSA and ECDSA too: the library that speaks for git is older.
  ssh-keygen -q -t ecdsa -N '' -C host -f "$work/host_key_ecdsa"
  ssh-keygen -q -t rsa -b 2048 -m PEM -N '' -C user -f "$work/user_key"
  cp "$work/user_key.pub" "$work/authorized_keys"
  chmod 600 "$work/user_key" "$work/authorized_keys"
}
start_sshd() {
  local subsystem=${1:-/usr/lib/openssh/sftp-server}
  ssh_keys
  ssh_port=$(free_port)
  [ "$(id -u)" = 0 ] && mkdir -p /run/sshd
  cat >"$work/sshd_config_$ssh_port" <<CONFIG
Port $ssh_port
ListenAddress 127.0.0.1
HostKey $work/host_key
HostKey $work/host_key_ecdsa
AuthorizedKeysFile $work/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PubkeyAcceptedAlgorithms +ssh-rsa
Subsystem sftp $subsystem
CONFIG
  start /usr/sbin/sshd -D -e -f "$work/sshd_config_$ssh_port"
  wait_for "$ssh_port"
  for key in host_key host_key_ecdsa; do
    printf '[127.0.0.1]:%s %s\n' "$ssh_port" "$(cut -d' ' -f1,2 "$work/$key.pub")"
  done >>"$work/known_hosts"
  cat >"$work/ssh_config" <<CONFIG
Host *
  User $USER_NAME
  IdentityFile $work/user_key
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile $work/known_hosts
  StrictHostKeyChecking yes
CONFIG
}
