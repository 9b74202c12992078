// What happened in the cycles that were equal, for the message at the first that is not: what each unit waits for.
//
// All of it is in the trace, so that nothing is looked at in cycles without a record.
#ifndef LEXICORE_HISTORY_H
#define LEXICORE_HISTORY_H

#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <unordered_map>

#include "trace.h"
#include "watch.h"

class History {
 public:
  History(const Design& design, const TraceReader& trace) : watch_(design), word_(trace.parameter("word_bytes")) {}

  void note(const Record& record, uint64_t cycle) {
    if (record.mask == 0) return;
    auto has = [&record](Group group) { return record.mask >> group & 1; };
    auto bits = [&](Group group) { return has(group) ? *record.payload[group] : 0; };
    if (has(HOST_WRITE)) written(record.payload[HOST_WRITE], cycle);
    if (has(DISPATCH) || has(ISSUE) || has(RETIRE)) watch_.units(bits(DISPATCH), bits(ISSUE), bits(RETIRE));
    bool asks = has(READ_ADDRESS) && has(READ_ADDRESS_READY);
    bool last = false;
    if (has(READ_DATA)) last = read(record.payload[READ_DATA]);
    if (asks) bursts_.push_back(number(record.payload[READ_ADDRESS]));
    if (asks || last || has(WRITE_ADDRESS_READY) || has(WRITE_RESPONSE)) {
      watch_.bursts(asks - last, static_cast<int>(has(WRITE_ADDRESS_READY)) - static_cast<int>(has(WRITE_RESPONSE)));
    }
  }

  std::string state() const {
    return watch_.state([this](uint64_t address, uint64_t& bytes) {
      auto low = words_.find(address), high = words_.find(address + 4);
      if (low == words_.end() || high == words_.end()) return false;
      bytes = low->second | uint64_t(high->second) << 32;
      return true;
    });
  }

 private:
  static constexpr uint32_t CONTROL = 0x10, PROGRAM = 0x20, INSTRUCTIONS = 0x24, START = 1, INSTRUCTION_BYTES = 64;

  static uint32_t number(const uint8_t* bytes) {
    uint32_t value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
  }

  void written(const uint8_t* payload, uint64_t cycle) {
    uint32_t address = number(payload), value = number(payload + 4);
    if (address == PROGRAM) program_ = value & ~0xFFu;
    if (address == INSTRUCTIONS) instructions_ = value;
    if (address == CONTROL && (value & START)) {
      words_.clear();
      watch_.start(program_, instructions_, cycle);
    }
  }

  // Keeps what is read of the program. Returns whether it ends a burst.
  bool read(const uint8_t* payload) {
    if (bursts_.empty()) return false;
    uint64_t& at = bursts_.front();
    if (at >= program_ && at - program_ < uint64_t(INSTRUCTION_BYTES) * instructions_) {
      for (size_t i = 0; i < word_; i += 4) words_[at + i] = number(payload + i);
    }
    at += word_;
    bool last = payload[word_] & 1;
    if (last) bursts_.pop_front();
    return last;
  }

  Watch watch_;
  size_t word_;
  uint64_t program_ = 0;
  uint64_t instructions_ = 0;
  std::deque<uint64_t> bursts_;  // where the next beat of each outstanding read lies
  std::unordered_map<uint64_t, uint32_t> words_;
};

#endif
