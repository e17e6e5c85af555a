// What a running stack is made of. Internal to stack.cc, which runs it, and stack_folder.cc,
// which keeps its folder.
#pragma once

#include <optional>

#include "generator/http/loop.h"
#include "labs/services/data_folder.h"
#include "labs/services/folder_lock.h"
#include "labs/services/stack.h"
#include "labs/services/stack_files.h"

namespace services {

struct Member {
  std::unique_ptr<Service> service;
  Description description;
  bool stopped = false;  // by a fault
  bool up = true;
};

struct Stack::State {
  StackOptions options;
  FolderLock lock;
  std::vector<Member> members;
  std::vector<Description> known;  // of every service, running or not
  std::vector<OpenPort> ports;
  Settings good;  // the file as it was before the faults; also the base of what is filled in
  Views views;
  Files good_files;           // of the lab, as they were before the faults
  std::vector<Fault> broken;  // the faults that nobody has repaired yet
  std::map<std::string, std::string> values;
  std::set<std::string, std::less<>> switches;
  std::optional<database::Database> store;
  StackIdentity certificates;
  DataFolder folder;
  int depth = 0;    // of calls from service to service
  http::Loop loop;  // last: its sessions end before the services

  std::int64_t now() const { return options.milliseconds() / 1000; }
  PortOf port_numbers() const;
  std::uint16_t port_of(std::string_view service, std::string_view name) const;
  Member* find(std::string_view id);

  Context context();

  http::Response call(std::string_view id, const http::Request& request);

  // What the loop asks for a port: each call gets a Context of its own.
  http::Speech speech_of(Member& member, const Port& port);

  base::Done open(OpenPort& one);

  base::Done choose(std::vector<std::unique_ptr<Service>> services);
  base::Done open_all();
  bool is_ours(int number) const;
  base::Done open_store();
  base::Done read_settings();
  base::Done apply();
  base::Result<std::map<std::string, std::string>> filled_values(bool with_faults) const;
  base::Done write_files();
  base::Done write_compose_file();
  void watch_folder();
  void follow_files();
  void mend(bool restarted);
  base::Done put_right(const Fault& fault);
  void renew_certificate();
  void review();
};

}  // namespace services
