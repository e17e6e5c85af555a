// SftpSession: requests to an SFTP server and their answers, many on their way at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "generator/publish/sftp_wire.h"
#include "generator/publish/ssh_process.h"

namespace publish::sftp {

class Session {
 public:
  static base::Result<Session> open(const SshAddress& address);

  // Whether a file can take the place of another in one step.
  bool replaces() const { return posix_rename_; }

  // Begins a request with the next number.
  Writer request(Packet type) { return Writer(type, next_++); }
  // Sends requests that were begun one after another, with none in between; the answers in their
  // order. What the server refuses is an answer; an error is a connection that is gone.
  base::Result<std::vector<Answer>> exchange(std::vector<std::string> requests);

 private:
  explicit Session(SshProcess process) : process_(std::move(process)) {}
  base::Result<Answer> next_answer();

  SshProcess process_;
  std::string received_;
  std::uint32_t next_ = 1;
  bool posix_rename_ = false;
};

// "permission denied", with the server's words when it has others.
base::Message words_of(const Answer& answer);

}  // namespace publish::sftp
