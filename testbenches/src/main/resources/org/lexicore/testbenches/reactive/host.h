// The host at the AXI4-Lite port: queued accesses whose five channels go each at its own random pace, as AXI allows.
//
// Addresses, data and answers keep their order; an address may come before or after its data, and several accesses may be on the way. Holds
// the design to its part: an answer stays until it is taken, and none comes before its request is complete.
#ifndef LEXICORE_HOST_H
#define LEXICORE_HOST_H

#include <cstdint>
#include <deque>
#include <string>

#include "design.h"
#include "random.h"

constexpr unsigned OKAY = 0, SLVERR = 2;

struct Answer {
  unsigned response;
  uint32_t value;  // of a read
};

class Host {
 public:
  Host(Design& design, uint64_t seed) : design_(design), random_(seed) {}

  // Chance that a channel idles for a cycle; 0: back to back.
  void set_pace(unsigned idle_percent) { idle_percent_ = idle_percent; }
  // Chance that an answer is not taken in a cycle, where it differs from the pace.
  void set_late(unsigned percent) { late_percent_ = percent; }

  void write(uint32_t offset, uint32_t value, unsigned strobes);
  void read(uint32_t offset);
  // Whether everything was answered.
  bool idle() const { return asked_writes_ == 0 && asked_reads_ == 0; }
  // What waits, for the message when no answer comes.
  std::string waiting() const;

  // Answers in their order; the caller takes them away.
  std::deque<unsigned> written;
  std::deque<Answer> got;

  // Takes what the design shows in this cycle. Returns what is against the rules, or nothing.
  std::string sample();
  // Sets the design's inputs of the next cycle.
  void drive();

 private:
  struct Data {
    uint32_t value;
    unsigned strobes;
  };

  std::string take_write();
  std::string take_read();
  bool moves() { return !random_.percent(idle_percent_); }

  Design& design_;
  Random random_;
  unsigned idle_percent_ = 30;
  unsigned late_percent_ = 30;
  std::deque<uint32_t> write_addresses_, read_addresses_;  // not accepted yet
  std::deque<Data> write_data_;
  int asked_writes_ = 0, asked_reads_ = 0;      // not answered yet
  int open_writes_ = 0, open_reads_ = 0;        // accepted whole, not answered
  int accepted_addresses_ = 0, accepted_data_ = 0;
  bool write_address_offered_ = false, write_data_offered_ = false, read_address_offered_ = false;
  bool answer_waits_ = false, value_waits_ = false;
  unsigned held_response_ = 0;
  Answer held_value_{0, 0};
};

#endif
