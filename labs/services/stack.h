// The reference services as one running whole: opens their ports, gives each call its Context,
// keeps the `.env` and the store, follows changes of the files, switches faults on and, as they are
// repaired, off. Everything of it but stop() and post() belongs to the thread that runs it.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "labs/services/faults.h"
#include "labs/services/service.h"

namespace services {

struct StackOptions {
  std::set<std::string> only;  // ids; what they need comes with them; empty: all of the profile
  std::string profile;         // empty: any
  std::vector<Fault> faults;   // switched on
  Settings settings;           // beyond a fresh `.env`
  std::filesystem::path data;  // holds `.env`, compose.yml and the store; empty: all in memory
  // The lab that is done here: its values, filled as faults' are ({data} is the folder), stand in
  // LAB.toml, its files beside. Of the values, those in `secret_values` are not written.
  std::string lab;
  std::map<std::string, std::string> values;
  std::set<std::string> secret_values;
  Files files;
  std::function<void(const Fault&)> repaired;  // told once for each
  std::string address = "127.0.0.1";
  int port_offset = 0;
  bool any_ports = false;                                // free ones, whatever the services say
  std::chrono::seconds idle = std::chrono::seconds(30);  // for what a peer begins and does not end
  std::function<std::int64_t()> milliseconds;            // the clock, since 1970
  Random random;
};

struct OpenPort {
  std::string service;
  Port port;                 // as the service describes it
  std::uint16_t number = 0;  // as it is open
  bool open = true;          // false: the service is down with these settings
};

class Stack {
 public:
  // Opens every port. A taken one is an error that names port and service; a data folder that
  // another process uses is one as well.
  static base::Result<std::unique_ptr<Stack>> start(StackOptions options,
                                                    std::vector<std::unique_ptr<Service>> services);
  ~Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  const std::vector<OpenPort>& ports() const;
  std::uint16_t port_of(std::string_view service, std::string_view name = {}) const;
  const Settings& file_settings() const;     // as the `.env` has them
  const Settings& service_settings() const;  // as the services see them
  std::string authority() const;             // PEM: who vouches for the ports with TLS
  // The values of the lab, as the learner has them.
  const std::map<std::string, std::string>& values() const;

  void run();               // until stop()
  void run_until_signal();  // until SIGINT or SIGTERM
  void stop();              // from any thread

  struct State;  // in stack.cc

 private:
  explicit Stack(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Tells the stack that runs on `data` to start anew with what its files say; that this fault was
// repaired where no file says so.
base::Done restart_stack(const std::filesystem::path& data);
base::Done heal_stack(const std::filesystem::path& data, const std::string& fault);
// Removes what a stack keeps in `data`. A folder in use is an error.
base::Done reset_data(const std::filesystem::path& data);

}  // namespace services
