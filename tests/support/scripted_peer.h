// A peer that follows a script, for the probes of line protocols: no socket, no sleep. What it
// receives is kept; what it sends comes in the pieces the script says, then the connection ends or
// stays silent.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "labs/probes/wire.h"

namespace support {

class ScriptedPeer : public probes::Connection {
 public:
  enum class End { Closes, StaysSilent };

  explicit ScriptedPeer(std::deque<std::string> sends, std::string& received, End end = End::Closes)
      : sends_(std::move(sends)), received_(received), end_(end) {}

  base::Done send(std::string_view bytes) override {
    received_ += bytes;
    return {};
  }

  base::Result<std::string> read_some() override {
    if (sends_.empty()) {
      if (end_ == End::Closes) return std::string();
      return probes::refuse("tcp.silent");
    }
    std::string out = std::move(sends_.front());
    sends_.pop_front();
    return out;
  }

 private:
  std::deque<std::string> sends_;
  std::string& received_;
  End end_;
};

}  // namespace support
