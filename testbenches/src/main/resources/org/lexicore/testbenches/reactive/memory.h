// A memory that answers the design's AXI4 master with random latencies and stalls, and with an error where told to.
//
// It is as nasty as the protocol allows: a write changes its content only when it is answered, and a read takes its bytes either
// when the address is accepted or when the beat leaves, as chance has it. So nothing but the order of tokens keeps data right.
// Address and data of a write are two channels, and AXI lets a memory take either first, or wait for one before it takes the other.
#ifndef LEXICORE_MEMORY_H
#define LEXICORE_MEMORY_H

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "design.h"
#include "random.h"

// In what order the memory takes a write burst's address and its data.
enum class WriteOrder {
  FREE,           // each by itself, as it comes
  ADDRESS_FIRST,  // data after the address
  TOGETHER,       // awready waits for wvalid, and data come with the address or after it
  DATA_FIRST,     // the address after the last data
  MIXED           // each burst in one of these orders, as chance has it
};

// How the memory treats the design.
struct Profile {
  const char* name;
  unsigned stall_percent;    // chance that a channel holds back in a cycle
  unsigned shortest_latency;  // from the address handshake to the first beat, from the last beat to the response
  unsigned longest_latency;
  unsigned longest_pause;  // bursty: all channels pause together for up to so many cycles; 0: never
  WriteOrder order;
};

// Profiles by name, `none` first.
extern const std::vector<Profile> PROFILES;

// An error response for one burst: the n-th, from 0, whose address `matches`.
struct Fault {
  bool write = false;
  std::function<bool(uint64_t)> matches;
  uint64_t burst = 0;
  unsigned beat = 0;      // of a read; beyond the burst: its last
  uint64_t response = 2;  // SLVERR 2, DECERR 3
};

class Memory {
 public:
  Memory(Design& design, const Profile& profile, uint64_t seed, size_t word_bytes);

  std::vector<uint8_t>& bytes() { return bytes_; }
  void set_fault(const Fault& fault);
  void clear_fault();
  bool fault_happened() const { return fault_happened_; }
  // While it holds still nothing is taken and nothing answered.
  void hold(bool still) { held_ = still; }
  // What a write waits for that the design does not offer, if it has waited too long: the design waits for a ready first, and AXI forbids
  // that. Empty if all is well.
  std::string deadlock() const;

  // Takes what the design shows in this cycle: call it between settle() and edge().
  void sample();
  // Sets the design's inputs of the next cycle: call it after edge().
  void drive();

 private:
  struct Burst {
    uint64_t address;
    unsigned beats;
    unsigned done = 0;
    uint64_t due;  // first cycle in which the beat or the response may come
    int faulty = -1;  // the beat that gets the error
    std::vector<uint8_t> data;  // of a read that was taken early; of a write
    std::vector<uint8_t> enabled;
    bool addressed = false;  // of a write: its address was taken
    bool written = false;    // of a write: its last data was taken
  };

  void accept_read();
  void accept_write();
  void accept_data();
  void drive_read();
  void drive_response();
  void drive_writes();
  void answer_writes();
  WriteOrder order_of(uint64_t burst) const;
  void commit(const Burst& burst);
  bool faulty(bool write, uint64_t address);
  bool held_back();
  uint64_t later() { return cycle_ + profile_.shortest_latency + random_.below(profile_.longest_latency - profile_.shortest_latency + 1); }

  Design& design_;
  Profile profile_;
  Random random_;
  size_t word_;
  std::vector<uint8_t> bytes_;
  std::deque<Burst> reads_;
  std::deque<Burst> writes_;     // address or data accepted, but not both
  std::deque<Burst> responses_;  // both accepted
  uint64_t order_seed_;
  uint64_t addresses_taken_ = 0;
  uint64_t bursts_written_ = 0;
  bool address_waits_ = false;  // valid in the last cycle, and not taken
  bool data_waits_ = false;
  uint64_t address_alone_ = 0;  // cycles that an address has waited for data, and data for an address
  uint64_t data_alone_ = 0;
  uint64_t cycle_ = 0;
  bool held_ = false;
  uint64_t pause_until_ = 0;
  uint64_t pause_next_ = 0;
  Fault fault_;
  bool fault_set_ = false;
  bool fault_happened_ = false;
  uint64_t fault_count_ = 0;
};

#endif
