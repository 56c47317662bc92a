"""Loop 1, the visit: call, triage, prepared, on site, closed, watched for callback."""
