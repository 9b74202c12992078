// Watches a run from outside: what the units took, gave back and wait for, so that a hang can be told with its reason.
#ifndef LEXICORE_WATCH_H
#define LEXICORE_WATCH_H

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "design.h"

class Watch {
 public:
  // Fetches 8 bytes, little-endian, from the memory's address; false where they are not known.
  using Fetch = std::function<bool(uint64_t address, uint64_t& bytes)>;

  explicit Watch(const Design& design) : design_(design) {}

  // A run begins: its program lies at `program` and has so many instructions.
  void start(uint64_t program, uint64_t instructions, uint64_t cycle);
  // Takes what the settled design shows in `cycle`; or its two parts, where they are known without looking.
  void observe(uint64_t cycle);
  void units(uint64_t dispatch, uint64_t issue, uint64_t retire);
  void bursts(int reads, int writes) { reads_ += reads, writes_ += writes; }
  // Cycles in which nothing was dispatched, issued, retired, computed or moved on the bus.
  uint64_t still(uint64_t cycle) const { return cycle - moved_; }
  // Instructions dispatched and instructions issued since the start, together.
  uint64_t taken() const;
  // For each unit what it waits for: instruction, token or channel. One sentence each.
  std::string state(const Fetch& fetch) const;

 private:
  struct Unit {
    std::vector<uint64_t> dispatched;  // numbers of the program's instructions, in order
    uint64_t issued = 0;
    uint64_t retired = 0;
  };

  std::string fetching() const;
  std::string unit(int number, const Fetch& fetch) const;
  std::string tokens(uint64_t instruction, const Fetch& fetch) const;
  std::string bus() const;

  const Design& design_;
  Unit units_[4];
  uint64_t program_ = 0;
  uint64_t instructions_ = 0;
  uint64_t next_ = 0;
  uint64_t moved_ = 0;
  int64_t reads_ = 0;   // bursts whose last beat has not come
  int64_t writes_ = 0;  // bursts without a response
};

#endif
