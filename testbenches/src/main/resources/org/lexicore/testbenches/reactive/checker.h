// Watches the AXI4 master of the design and notes each breach of the protocol, or of what the design promises beyond it.
//
//   protocol   valid and its payload stay until ready; no burst crosses 4 KB; wlast on the last beat and on no other;
//              no valid after reset before its time; a burst's addresses are aligned to the word. That no valid waits for a
//              ready shows on a memory whose ready waits for it (memory.h). Of the bench's memory: no response before
//              both address and last data were taken
//   promises   INCR bursts of full words, ID 0, inside 256 bytes; write data not before their address is offered; wstrb all ones but on the last beat, there ones from lane 0 on; rready and bready always 1; not more
//              outstanding than configured
#ifndef LEXICORE_CHECKER_H
#define LEXICORE_CHECKER_H

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "design.h"

struct Limits {
  size_t word_bytes;
  size_t outstanding_reads;
  size_t outstanding_writes;
  uint64_t memory_bytes;
};

class Checker {
 public:
  Checker(const Design& design, const Limits& limits) : design_(design), limits_(limits) {}

  // Looks at one cycle, after the design has settled. `cycle` is for the messages only.
  void observe(uint64_t cycle);

  // No read, write or response is under way, and no valid is up.
  bool idle() const;

  const std::vector<std::string>& problems() const { return problems_; }
  uint64_t bursts() const { return bursts_; }
  // Read bursts whose address was offered, accepted or not.
  uint64_t reads_offered() const { return reads_offered_; }

 private:
  // A channel's valid and payload in the last cycle, if it had to stay.
  struct Held {
    bool waiting = false;
    std::vector<uint8_t> payload;
  };

  void require(bool holds, const std::string& rule);
  void check_stable(const char* channel, Held& held, Port valid, Port ready, std::initializer_list<Port> payload);
  void check_burst(const char* channel, Port address, Port length, Port size, Port burst, Port id);
  void check_reads();
  void check_writes();
  void check_responses();
  void check_strobes(bool last);

  const Design& design_;
  Limits limits_;
  Held read_address_;
  Held write_address_;
  Held write_data_;
  size_t reads_ = 0;   // bursts whose address was accepted and whose last beat has not come
  size_t writes_ = 0;  // bursts whose address was offered and whose response has not come
  std::deque<unsigned> beats_expected_;  // of offered write addresses, beats still to come
  bool address_seen_ = false;            // the write address that is valid was so before
  // Write bursts since the reset: addresses accepted, last beats accepted, responses.
  uint64_t addresses_accepted_ = 0;
  uint64_t bursts_accepted_ = 0;
  uint64_t responses_ = 0;
  uint64_t answerable_ = 0;  // bursts of which address and last data were accepted in earlier cycles
  uint64_t cycle_ = 0;
  uint64_t bursts_ = 0;
  uint64_t reads_offered_ = 0;
  std::vector<std::string> problems_;
};

#endif
