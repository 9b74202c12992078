/** Area: an analytic model of the logic, calibrated on synthesis; macros of memories from published cells; scaling to other nodes. */
package org.lexicore.reports.area;
