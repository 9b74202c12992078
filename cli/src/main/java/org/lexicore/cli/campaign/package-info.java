/**
 * Campaigns: random networks on random accelerators under random stalls, in lockstep. A case is drawn from its seed and number
 * ({@link org.lexicore.cli.campaign.CaseCode}), run ({@code RunCase}), noted ({@code Ledger}) and, if it fails, made smaller ({@code Shrink}).
 */
package org.lexicore.cli.campaign;
