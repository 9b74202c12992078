/**
 * DRAM as data sheets state it: kinds, their timing and organisation, and the parameters of the controller in front of them.
 */
package org.lexicore.model.dram;
