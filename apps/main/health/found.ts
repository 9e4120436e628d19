import {
  type DoctorCheck,
  type DoctorCheckId,
  type DoctorFinding,
  doctorFindings,
} from '../../shared/models/doctor.ts';
import type { Problem } from '../../shared/models/problem.ts';
import { redactText } from '../logging/redact.ts';

/** Makes a check of what was found. What others have said, in the problem's evidence, is rid of secrets. */
export function found(
  id: DoctorCheckId,
  finding: DoctorFinding,
  params: DoctorCheck['params'] = {},
  problem: Problem | null = null,
): DoctorCheck {
  const clean =
    problem === null || problem.detail === null ? problem : { ...problem, detail: redactText(problem.detail, []) };
  return { id, finding, outcome: doctorFindings[finding], params, problem: clean };
}
