-- psql -v ON_ERROR_STOP=1 -d weisu -f after-restore.sql: as the owner, when the restored server is up and before the services are started.
-- Appeal numbers given out after the point in time are in residents' hands: none of them may be given to another person.
-- 100,000 is more than a city receives in a week.
SELECT setval('intake.appeal_running_number', last_value + 100000) AS appeal_numbers_go_on_after
FROM intake.appeal_running_number;

-- No restored connection setting may send the server back into recovery.
ALTER SYSTEM RESET restore_command;
ALTER SYSTEM RESET recovery_target_time;
ALTER SYSTEM RESET recovery_target_action;
