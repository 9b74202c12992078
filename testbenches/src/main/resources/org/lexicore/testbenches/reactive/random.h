// A small seeded generator, so that a run can be had again on any machine.
#ifndef LEXICORE_RANDOM_H
#define LEXICORE_RANDOM_H

#include <cstdint>

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  // 64 bits of a Weyl sequence, mixed.
  uint64_t next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 32) * 0xD6E8FEB86659FD93u;
    z = (z ^ z >> 32) * 0xD6E8FEB86659FD93u;
    return z ^ z >> 32;
  }
  // Below `bound`, which is at least 1.
  uint64_t below(uint64_t bound) { return next() % bound; }
  bool percent(unsigned chance) { return below(100) < chance; }

 private:
  uint64_t state_;
};

#endif
