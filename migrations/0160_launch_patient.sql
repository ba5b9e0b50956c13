-- The patient whom a person chose for an application that asked for one (SMART App Launch 2.2, `launch/patient`). The number
-- means something in the clinic of the person alone; it refers to nothing here, as identity tables know of no patients.
alter table grants add column patient_id bigint;
