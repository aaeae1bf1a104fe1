create role "Policy Two";
create role policy_one;
