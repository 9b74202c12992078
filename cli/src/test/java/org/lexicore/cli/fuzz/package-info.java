/**
 * Damages files of every kind that commands read, at random, and sees that each command ends with a message or a
 * result.
 */
package org.lexicore.cli.fuzz;
