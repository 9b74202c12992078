package org.lexicore.model.result;

import org.lexicore.model.dram.DramCounts;

/**
 * What an inference did to timed DRAM.
 *
 * @param rowHits accesses whose row was open
 * @param rowMisses accesses whose bank was closed
 * @param rowConflicts accesses whose bank had another row open
 * @param commands what the devices were told, and how long they waited
 */
public record DramUse(long rowHits, long rowMisses, long rowConflicts, DramCounts commands) {}
