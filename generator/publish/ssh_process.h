// SshProcess: the person's own `ssh` program as a pipe to a subsystem of another machine. So keys,
// agent, known hosts and ways through other hosts are those that `ssh HOST` uses, and no password
// ever passes through here. ATELIER_SSH replaces the program and gives it options, split at spaces:
// "ssh -F my-config".
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "generator/base/result.h"

namespace publish {

struct SshAddress {
  std::string user;  // empty: as ssh has it
  std::string host;
  int port = 0;  // 0: as ssh has it
};

class SshProcess {
 public:
  static base::Result<SshProcess> start(const SshAddress& address, const std::string& subsystem);
  ~SshProcess();
  SshProcess(SshProcess&&) noexcept;
  SshProcess& operator=(SshProcess&&) noexcept;

  // Waits until all is sent; what arrives meanwhile is appended to `received`, so that neither side
  // waits for the other. Silence for half a minute is an error.
  base::Done send(std::string_view bytes, std::string& received);
  // Waits for at least one byte.
  base::Done receive(std::string& received);

 private:
  SshProcess() = default;
  base::Done wait(short events, short& ready) const;
  // The connection is gone: with ssh's own words.
  base::Error lost() const;
  base::Result<bool> read_some(std::string& received);

  pid_t process_ = -1;
  int pipe_ = -1;
  int words_ = -1;  // a file in memory with what ssh says
  std::string host_;
};

}  // namespace publish
